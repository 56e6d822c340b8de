"""Which addresses elsewhere an editor has to mend."""

from fbss.models.link_check import LinkCheck, LinkStanding


def test_what_is_gone_fails_or_leads_inwards_is_broken():
    broken = {one.value for one in LinkStanding if LinkCheck(standing=one).is_broken}

    assert broken == {"gone", "failing", "inward"}
