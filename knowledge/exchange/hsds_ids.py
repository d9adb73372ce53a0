"""Ids in HSDS: UUIDs that stay the same from one export to the next."""

from uuid import UUID, uuid5

#: The namespace of all ids that we make; a new one would make every service a new one elsewhere.
NAMESPACE = UUID("6f0d7a52-3b1e-5c8e-9d44-0a1f5b7c2e90")


def is_uuid(text: str) -> bool:
    """Whether this is a UUID in its usual form, in small or capital letters.

    >>> is_uuid("AC148810-d857-441c-9679-408f346de14b"), is_uuid("arpeetti")
    (True, False)
    """
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def service_id(entry_id: str) -> str:
    """The UUID of a service: the entry's own id when it is one."""
    return entry_id if is_uuid(entry_id) else part_id("service", entry_id)


def part_id(owner: str, role: str) -> str:
    """The UUID of a part.

    Args:
        owner: the id of what it is a part of, or the name of its kind.
        role: what it is there; no other part of the owner has the same.
    """
    return str(uuid5(NAMESPACE, f"{owner}/{role}"))
