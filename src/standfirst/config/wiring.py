"""The table of consequences: each event and what follows from it, in order.

``at_once`` runs right after the change is committed, before the editor's request returns;
``slowly`` is left to the worker, retried, and visible at the desk under Reports → Reactions.
"""

from standfirst.events.reacting import Wiring

WIRING: Wiring = {}
