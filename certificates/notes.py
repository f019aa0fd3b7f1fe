"""What a paper says of itself when it is not the certificate: in every language it may be printed in, like `wording`. Pure."""

PROVISIONAL = {
    "en": "Provisional: valid once issued. Scan to check.",
    "fr": "Provisoire : valable une fois délivrée. À vérifier.",
    "ar": "مؤقتة: لا تصبح صالحة إلا بعد تسليمها. امسحوا الرمز للتأكد.",
}
#: in the place of the day of issue
PRINTED = {"en": "Printed on {day}", "fr": "Imprimée le {day}", "ar": "طبعت بتاريخ {day}"}
PREVIEW = {
    "en": "Preview: this is not a certificate",
    "fr": "Aperçu : ceci n’est pas une attestation",
    "ar": "معاينة: هذه ليست شهادة",
}
