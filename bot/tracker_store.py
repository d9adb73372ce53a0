"""Conversations, kept in memory for a short while and then forgotten."""

import time
from typing import Any, Dict, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker

#: What the bot says when the person wants it to forget.
FORGOTTEN = "utter_forgotten"


def _tells_forgotten(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == FORGOTTEN


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Forgets each conversation some minutes after its last message.

    Args:
        domain: the domain.
        event_broker: not used here.
        minutes: how long a silent conversation is kept.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        minutes: float = 60,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._keep_s = minutes * 60
        self._last_saved_s: Dict[str, float] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation, and forget those that have been silent for long.

        One that was told to be forgotten is forgotten at once.
        """
        if any(_tells_forgotten(event) for event in tracker.events):
            self._last_saved_s.pop(tracker.sender_id, None)
            self.store.pop(tracker.sender_id, None)
            return
        await super().save(tracker)
        now_s = time.monotonic()
        # Moved to the end: the dictionary stays in the order of the last messages.
        self._last_saved_s.pop(tracker.sender_id, None)
        self._last_saved_s[tracker.sender_id] = now_s
        self._forget(now_s)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation, if it is still kept."""
        self._forget(time.monotonic())
        return await super().retrieve(sender_id)

    def _forget(self, now_s: float) -> None:
        for sender_id, saved_s in list(self._last_saved_s.items()):
            if now_s - saved_s < self._keep_s:
                return
            del self._last_saved_s[sender_id]
            self.store.pop(sender_id, None)
