"""The demonstration community: invented people whose truth is known.

It is written as a Slack export, so that the demonstration goes the way of real data.
"""

from peerlight.sources.synthetic.community import make_demo
from peerlight.sources.synthetic.planting import MEANING, Newcomer, Planting

__all__ = ["MEANING", "Newcomer", "Planting", "make_demo"]
