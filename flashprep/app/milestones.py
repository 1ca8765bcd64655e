"""The milestones of a plan, measured by readiness: meant for any thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flashprep.core.cancel import never
from flashprep.core.loop import stage_readiness
from flashprep.core.milestones import SCREEN
from flashprep.core.mocks import Fusion

if TYPE_CHECKING:
    from flashprep.app.progress import Inquiry
    from flashprep.core.cancel import Cancel
    from flashprep.core.outline import Plan


def measured(plan: Plan, inquiry: Inquiry, cancel: Cancel = never) -> Plan:
    """Return a plan that knows readiness on the interview; raises ``Cancelled``."""
    if not plan.weeks:
        return plan
    basis = inquiry.look(cancel=cancel)
    every, asked = basis.report.domains, plan.facts.asked
    domains = {slug: value.mean for slug, value in every.items() if slug in asked}
    facts = replace(plan.facts, domains=domains)
    screen = next((one for one in inquiry.interview.stages if one.name == SCREEN), None)
    if screen is not None:
        mean = stage_readiness(screen, Fusion(basis.beliefs)).mean
        facts = replace(facts, screen=screen.title, screen_mean=mean)
    return replace(plan, facts=facts)
