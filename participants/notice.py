"""The privacy notice people read before they register; its version is stored with what they say."""

#: change it whenever the text of templates/participants/privacy.html changes in substance
NOTICE_VERSION = "2026-11"
