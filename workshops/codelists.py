"""Code lists of the IATI standard, version 2.03, as far as trainings need them.

Source: https://iatistandard.org/en/iati-standard/203/codelists/ (Sector, PolicyMarker, AidType and their kind follow the
lists of the OECD's Development Assistance Committee). A code not offered here may be typed in the admin.
"""

from django.utils.translation import gettext_lazy as _

ORGANISATION_TYPES = {
    "10": _("Government"),
    "11": _("Local government"),
    "15": _("Other public sector"),
    "21": _("International non-governmental organisation"),
    "22": _("National non-governmental organisation"),
    "23": _("Regional non-governmental organisation"),
    "24": _("Non-governmental organisation of the partner country"),
    "30": _("Public-private partnership"),
    "40": _("Multilateral organisation"),
    "60": _("Foundation"),
    "70": _("Private sector"),
    "80": _("Academic, training and research"),
    "90": _("Other"),
}
ACTIVITY_STATUSES = {
    "1": _("Being prepared"),
    "2": _("Under way"),
    "3": _("Finalisation: activities ended, accounts still open"),
    "4": _("Closed"),
    "5": _("Cancelled"),
    "6": _("Suspended"),
}
SECTORS = {
    "11110": _("Education policy and administrative management"),
    "11330": _("Vocational training"),
    "12110": _("Health policy and administrative management"),
    "12281": _("Health personnel development"),
    "13010": _("Population policy and administrative management"),
    "15110": _("Public sector policy and administrative management"),
    "15113": _("Anti-corruption organisations and institutions"),
    "15130": _("Legal and judicial development"),
    "15150": _("Democratic participation and civil society"),
    "15160": _("Human rights"),
    "15170": _("Women’s rights organisations, movements and institutions"),
    "15180": _("Ending violence against women and girls"),
    "15190": _("Orderly, safe, regular and responsible migration and mobility"),
    "15210": _("Security system management and reform"),
    "15220": _("Civilian peace-building, conflict prevention and resolution"),
    "16010": _("Social protection"),
    "16020": _("Employment creation"),
    "16070": _("Labour rights"),
    "41010": _("Environmental policy and administrative management"),
    "43060": _("Disaster risk reduction"),
    "43081": _("Multisector education and training"),
    "72010": _("Material relief assistance and services"),
    "72050": _("Relief coordination and support services"),
    "74020": _("Multi-hazard response preparedness"),
    "99810": _("Sectors not specified"),
}
MARKERS = {
    "1": _("Gender equality"),
    "2": _("Environment"),
    "3": _("Good governance and participation"),
    "6": _("Climate change: mitigation"),
    "7": _("Climate change: adaptation"),
    "10": _("Disaster risk reduction"),
    "11": _("Inclusion of persons with disabilities"),
}
SIGNIFICANCES = {
    "0": _("Looked at, not an objective"),
    "1": _("A significant objective"),
    "2": _("The principal objective"),
}
FLOW_TYPES = {
    "10": _("Official development assistance (ODA)"),
    "20": _("Other official flows"),
    "30": _("Private development finance"),
    "50": _("Other flows"),
}
FINANCE_TYPES = {"110": _("Grant"), "421": _("Loan")}
AID_TYPES = {
    "B01": _("Core support to non-governmental organisations and institutes"),
    "B03": _("Contribution to a programme of an international organisation"),
    "C01": _("Project-type intervention"),
    "D01": _("Donor country personnel"),
    "D02": _("Other technical assistance, trainings included"),
}
TIED_STATUSES = {"3": _("Partially tied"), "4": _("Tied"), "5": _("Untied")}
