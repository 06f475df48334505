# SPDX-License-Identifier: EUPL-1.2
"""The RPPS number: eleven digits whose last one is a Luhn key.

Most sample numbers of the ANS fail the key (domain brief, 6.6): a warning, never a refusal.
"""

_LENGTH = 11


def luhn_ok(digits: str) -> bool:
    """Whether ``digits`` (0 to 9 only) ends with the right Luhn key."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def rpps_warning(text: str) -> str | None:
    """A French sentence when the number looks wrong, None when it is right or empty."""
    digits = "".join(text.split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()):
        return f"Le numéro RPPS « {text} » ne devrait contenir que des chiffres."
    if len(digits) != _LENGTH:
        return f"Le numéro RPPS « {text} » compte {len(digits)} chiffres au lieu de {_LENGTH}."
    if not luhn_ok(digits):
        return f"La clé du numéro RPPS « {text} » ne correspond pas : vérifiez-le."
    return None
