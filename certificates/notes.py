"""What a paper says of itself when it is not the certificate: in every language it may be printed in, like `wording`. Pure."""

PROVISIONAL = {
    "en": "Provisional: valid once issued. Scan the code to see whether it is.",
    "fr": "Provisoire : valable une fois délivrée. Le code dit si elle l’est.",
    "ar": "مؤقتة: لا تصبح صالحة إلا بعد تسليمها. امسحوا الرمز للتأكد.",
}
PREVIEW = {
    "en": "Preview: this is not a certificate",
    "fr": "Aperçu : ceci n’est pas une attestation",
    "ar": "معاينة: هذه ليست شهادة",
}
