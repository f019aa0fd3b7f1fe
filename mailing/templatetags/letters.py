"""How a letter's state is shown."""

from django import template

from accounts.templatetags.ui import chip

register = template.Library()

KINDS = {
    "sent": "ok",
    "failed": "bad",
    "unclear": "warn",
    "held": "warn",
    "cancelled": "quiet",
    "queued": "info",
    "sending": "info",
}
ICONS = {"held": "lock", "queued": "clock", "sending": "mail"}


@register.simple_tag
def letter_chip(letter):
    """Draw the state of a letter."""
    return chip(KINDS.get(letter.state, "quiet"), letter.get_state_display(), ICONS.get(letter.state, ""))
