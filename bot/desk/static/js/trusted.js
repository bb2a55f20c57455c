// The one door through which markup gets into the page: fragments of our own server, escaped there. Scripts have none.

if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (markup) => markup });
}
