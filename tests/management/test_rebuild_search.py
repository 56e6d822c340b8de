import datetime
import io
import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from fbss.models import SearchDocument, SearchMiss
from tests.factories import FAQFactory


@pytest.mark.django_db
def test_it_indexes_what_is_published_and_drops_old_misses():
    FAQFactory(published=True)
    FAQFactory()
    long_ago = timezone.localdate() - datetime.timedelta(days=100)
    SearchMiss.objects.create(day=long_ago, text="old", count=2)
    output = io.StringIO()

    call_command("rebuild_search", stdout=output)

    # The question, and the topics of both.
    assert re.fullmatch(r"Search: 3 texts indexed in \d+\.\d s\.\n", output.getvalue())
    assert SearchDocument.objects.count() == 3
    assert SearchMiss.objects.count() == 0
