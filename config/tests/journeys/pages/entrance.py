"""Signing in."""


def sign_in(window, email="coordinator@example.org"):
    """From the sign-in page, in the window's language, to the first screen."""
    window.page.goto(f"{window.site.address}/accounts/login/")
    window.choose_language()
    window.is_sound()
    window.shot("sign-in")
    window.field("E-mail address").fill(email)
    window.field("Password").fill(window.site.passwords[email])
    window.button("Sign in", within=window.page.get_by_role("main")).click()
    window.page.wait_for_url("**/home/")
    window.is_sound()
    window.shot("home")


def sign_in_if_needed(window):
    """A browser that was killed is still signed in when it had time to write its newest cookies."""
    window.page.goto(f"{window.site.address}/accounts/login/")
    if "/accounts/login/" in window.page.url:
        sign_in(window)
