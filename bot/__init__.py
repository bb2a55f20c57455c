"""How it runs: platforms, store, delivery, web, command line; the only place that touches the outside."""
