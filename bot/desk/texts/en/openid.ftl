# Signing in with the office's own account.

openid-start = Sign in with your office account
openid-connect = Connect your office account
openid-connect-what = After that you can sign in without a link, as yourself.
error-openid-unreachable = The sign-in service does not answer right now. Please try later, or take a link from the staff room.
error-openid-denied = The sign-in service did not sign you in.
error-openid-forged = This sign-in does not fit this browser, or is too old. Please start again.
error-openid-no-role = Your office account has no role here. Please ask the lead.
error-link-taken = This name or this office account already belongs to somebody here. If that is you, sign in by a link and then connect your office account under your name above.
