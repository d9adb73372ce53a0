"""Phone numbers of PTV, written so that they can be called."""

import phonenumbers

from knowledge.entry_check import HOME, is_phone
from knowledge.exchange.ptv_fields import Fields


def phone_number(phone: Fields) -> tuple[str, bool] | None:
    """The number, and whether it can be called; None when there is none.

    A number with a country prefix is written in the international form. A Finnish service number
    has no prefix and is called as it stands.
    """
    number, prefix = phone.text("number"), phone.text("prefixNumber")
    if number is None:
        return None
    if phone.flag("isFinnishServiceNumber") or not prefix or number.startswith(("+", "00")):
        return (number, is_phone(number))
    # The 0 of a number within its country is not dialled after a prefix.
    whole = f"+{prefix.lstrip('+0 ')} {number.lstrip('0 ')}"
    try:
        parsed = phonenumbers.parse(whole, HOME)
    except phonenumbers.NumberParseException:
        return (f"{prefix} {number}", False)
    if not (is_phone(whole) and phonenumbers.is_valid_number(parsed)):
        return (f"{prefix} {number}", False)
    return (phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL), True)
