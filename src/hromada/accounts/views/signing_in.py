"""allauth's view of the first step, where it would treat an address that is nobody's otherwise."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.views import RequestLoginCodeView
from django.http import HttpResponse

from hromada.accounts import actions
from hromada.accounts.forms import AddressForm


class AskForCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth carries no types
    def form_valid(self, form: AddressForm) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        if not form.is_known:
            code = get_adapter().generate_login_code()
            actions.leave_code_to_the_worker(form.cleaned_data["email"], code, host=self.request.get_host())
        return answer


ask_for_code = AskForCode.as_view()
