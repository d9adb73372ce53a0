"""The search: from what a person says to the doors that fit, and why."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.build import INDEX
from index.decision import CONFIDENT_FIT, KEEP_SHARE, choose
from index.eligibility import Person, Reason, sort_out
from index.encoder import COMPACT, Encoder
from index.letter_model import LetterModel
from index.manifest import Manifest
from index.names import NameFinder
from index.need_model import NO_DOOR, NeedModel, centred
from index.ranking import Fit, fit_of, need_weights, view_similarity
from index.results import Closed, Decision, Referral, SearchResult
from index.vectors import VectorIndex
from index.views import read_views, rows_by_entry
from knowledge.catalogue import Catalogue
from knowledge.entry import Client, Entry
from knowledge.needs import Need

#: A local door matters when it reaches this share of the best one's fit.
PLACE_SHARE = 0.75
#: The need whose doors advise on everything.
GENERAL_NEED = "nearby-office"
#: From this probability on, a question is taken for that of a firm or a professional.
SURE_CLIENT = 0.6
#: Views that are looked at.
NEAREST_VIEWS = 400


class Search:
    """Search over one catalogue.

    Args:
        catalogue: the entries.
        needs: the needs by id.
        encoder: the encoder that made the index.
        folder: the index.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        needs: dict[str, Need],
        encoder: Encoder,
        folder: Path = INDEX,
    ) -> None:
        self.catalogue = catalogue
        self.needs = needs
        self.encoder = encoder
        self.manifest = Manifest.read(folder)
        self._views = read_views(folder / "views.jsonl")
        self._rows = rows_by_entry(self._views)
        self._vectors = VectorIndex.load(folder / "views.faiss")
        self._centre = np.load(folder / "centre.npy")
        self._need_model = NeedModel.load(folder / "needs.npz")
        self._letters = LetterModel.load(folder / "letters.joblib")
        self._weights = need_weights(needs)
        self._names = NameFinder(catalogue)

    def search(
        self,
        text: str,
        person: Person,
        *,
        limit: int = 3,
        vector: np.ndarray | None = None,
        keep_share: float = KEEP_SHARE,
        only_wide: bool = False,
    ) -> SearchResult:
        """Find the doors for what a person says.

        Args:
            text: the person's words.
            person: what is known of them.
            limit: at most so many doors.
            vector: the text's vector by the compact engine, float32, shape (dim,), when it is
                known already.
            keep_share: doors are offered while they reach this share of the best one's fit.
            only_wide: leave out doors that serve some municipalities only, for someone who has
                not said where they live.
        """
        vector = self._vector(text, vector)
        named = self._names.find(text)
        needs = self._need_probabilities(text, vector, person)
        eligible, excluded = sort_out(self.catalogue.values(), person)
        if only_wide:
            local = [entry for entry in eligible if entry.area.reach == "municipalities"]
            excluded |= {entry.id: "municipality" for entry in local}
            eligible = [entry for entry in eligible if entry not in local]
        fits = self._fits(eligible, vector, needs, named, person)
        closed = self._closed(named, excluded, eligible)
        no_door = 1.0 - sum(needs.values())
        chosen = choose(fits, no_door, limit, keep_share)
        best = chosen[0].fit if chosen else 0.0
        decision: Decision = (
            "none" if not chosen else "confident" if best >= CONFIDENT_FIT else "maybe"
        )
        top_need = max(needs, key=lambda need: needs[need], default=None)
        return SearchResult(
            decision=decision,
            referrals=tuple(self._referral(fit, person) for fit in chosen),
            excluded=excluded,
            closed=closed,
            near_misses=tuple(fit for fit in fits if fit not in chosen)[:5],
            need=top_need if top_need and needs[top_need] > no_door else None,
            no_door=no_door,
        )

    def named(self, text: str) -> dict[str, float]:
        """Ids of the entries that a text names, with the likeness of the name, 0..1."""
        return self._names.find(text)

    def client_of(self, text: str, vector: np.ndarray | None = None) -> Client:
        """For whom a question is asked: a firm or a professional, when it surely is their need.

        Args:
            text: the question.
            vector: its vector, when it is known already.
        """
        vector = self._vector(text, vector)
        raw = self._need_model.probabilities(vector, self._letters.logits(text))
        others: tuple[Client, ...] = ("employer", "professional")
        for client in others:
            own = [name for name, need in self.needs.items() if need.client == client]
            if sum(raw.get(name, 0.0) for name in own) > SURE_CLIENT:
                return client
        return "person"

    def place_matters(self, result: SearchResult, person: Person) -> bool:
        """Whether the municipality would change which doors are shown.

        Args:
            result: what was found without knowing the municipality.
            person: who asks; their municipality is not known.
        """
        if person.municipality is not None or not result.referrals:
            return False
        enough = PLACE_SHARE * result.referrals[0].fit.fit
        return any(
            referral.entry.area.reach == "municipalities" and referral.fit.fit >= enough
            for referral in result.referrals
        )

    def widen(self, person: Person, *, limit: int = 2) -> tuple[Referral, ...]:
        """General doors for someone whose need found none: who advises on everything nearby.

        Args:
            person: who asks.
            limit: at most so many.
        """
        need = self.needs[GENERAL_NEED]
        known = {entry.id: entry for entry in sort_out(self.catalogue.values(), person)[0]}
        general = [known[door] for door in need.doors + need.also if door in known]
        if person.municipality is None:
            general = [entry for entry in general if entry.area.reach != "municipalities"]
        return tuple(
            Referral(entry, Fit(entry.id, 0.0, need.id, 0.0, 0.0, 0.0), True)
            for entry in general
            if entry.validity.certain(person.as_of)
        )[:limit]

    def _vector(self, text: str, known: np.ndarray | None) -> np.ndarray:
        """The vector of a text; a known one comes from the compact engine and fits no other."""
        if known is not None and self.manifest.encoder == COMPACT:
            return known
        return np.asarray(self.encoder.encode_query([text])[0])

    def _need_probabilities(
        self, text: str, vector: np.ndarray, person: Person
    ) -> dict[str, float]:
        """The probabilities of the needs that this client can have.

        What is missing to 1 is the probability that there is no door.
        """
        raw = self._need_model.probabilities(vector, self._letters.logits(text))
        no_door = sum(share for name, share in raw.items() if name.startswith(NO_DOOR))
        known = ((name, share) for name, share in raw.items() if name in self.needs)
        kept = {name: share for name, share in known if _may_ask(self.needs[name], person)}
        whole = (sum(kept.values()) + no_door) or 1.0
        return {need: share / whole for need, share in kept.items()}

    def _fits(
        self,
        eligible: list[Entry],
        vector: np.ndarray,
        needs: Mapping[str, float],
        named: Mapping[str, float],
        person: Person,
    ) -> list[Fit]:
        similarities = self._similarities(eligible, vector)
        fits = [
            fit_of(
                entry,
                weights=self._weights.get(entry.id, {}),
                needs=needs,
                similarity=similarities.get(entry.id, -1.0),
                name=named.get(entry.id, 0.0),
                certain=entry.validity.certain(person.as_of),
            )
            for entry in eligible
        ]
        return sorted(fits, key=lambda fit: (-fit.fit, fit.entry))

    def _similarities(self, eligible: list[Entry], vector: np.ndarray) -> dict[str, float]:
        known = [self._rows[entry.id] for entry in eligible if entry.id in self._rows]
        rows = np.concatenate(known) if known else np.zeros(0, dtype=np.int64)
        query = centred(vector, self._centre).astype(np.float32)
        found, where = self._vectors.search(query, limit=NEAREST_VIEWS, among=rows.astype(np.int64))
        by_entry: dict[str, list[float]] = {}
        for similarity, row in zip(found.tolist(), where.tolist(), strict=True):
            by_entry.setdefault(self._views[row].entry, []).append(similarity)
        return {entry: view_similarity(np.array(values)) for entry, values in by_entry.items()}

    def _closed(
        self, named: Mapping[str, float], excluded: Mapping[str, Reason], eligible: list[Entry]
    ) -> tuple[Closed, ...]:
        open_ids = {entry.id for entry in eligible}
        said = sorted((i for i in named if i in excluded), key=lambda i: -named[i])
        return tuple(
            Closed(
                self.catalogue[i],
                excluded[i],
                tuple(self.catalogue[s] for s in self.catalogue[i].successors if s in open_ids),
            )
            for i in said[:2]
        )

    def _referral(self, fit: Fit, person: Person) -> Referral:
        entry = self.catalogue[fit.entry]
        return Referral(entry, fit, entry.validity.certain(person.as_of))


def _may_ask(need: Need, person: Person) -> bool:
    """Whether a need is one that this kind of client has; a professional asks for people too."""
    asks_for_people = person.client == "professional" and need.client == "person"
    return need.client == person.client or asks_for_people
