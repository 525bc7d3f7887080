"""What is talked about on the channels: the subjects, how they lie to each other, and how far posts fit the mission.

Nothing is judged here. Meaning finds which posts belong together and which lie nearest to what the organisation says
of itself; a report shows it, and no finding, verdict or exit code rests on it.
"""

from auditor.subjects.fit import channel_fits, limits
from auditor.subjects.said import Said, said_on_channels
from auditor.subjects.subjects import subjects

__all__ = ["Said", "channel_fits", "limits", "said_on_channels", "subjects"]
