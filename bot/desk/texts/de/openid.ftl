# Anmelden mit dem Dienstkonto.

openid-start = Mit dem Dienstkonto anmelden
openid-connect = Mit dem Dienstkonto verbinden
openid-connect-what = Danach melden Sie sich auch ohne Link an, und zwar als Sie selbst.
error-openid-unreachable = Der Anmeldedienst antwortet gerade nicht. Bitte versuchen Sie es später, oder nehmen Sie einen Link aus dem Teamraum.
error-openid-denied = Der Anmeldedienst hat Sie nicht angemeldet.
error-openid-forged = Diese Anmeldung passt nicht zu diesem Browser oder ist zu alt. Bitte beginnen Sie noch einmal.
error-openid-no-role = Ihr Dienstkonto hat hier keine Rolle. Bitte wenden Sie sich an die Leitung.
error-link-taken = Dieser Name oder dieses Dienstkonto gehört hier schon zu jemandem. Sind Sie das, melden Sie sich mit einem Link an und verbinden dann das Dienstkonto unter Ihrem Namen oben.
