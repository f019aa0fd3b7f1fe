""" "Send me my link again": the same answer whatever is known about the address."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import evenly, limited
from participants.actions.lost_links import send_links


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The one you registered with."),
        widget=forms.EmailInput(
            attrs={"dir": "ltr", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"},
        ),
    )

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


@login_not_required
@limited
@evenly
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request):
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_links(email=form.cleaned_data["email"], now=timezone.now())
        return redirect("participants:lost_link_done")
    return render(request, "participants/lost_link.html", {"form": form})


@login_not_required
@require_safe
def lost_link_done(request):
    return render(request, "participants/lost_link_done.html")
