"""How django-allauth behaves here: nobody signs up by themselves; an administrator invites."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):  # noqa: ARG002
        return False
