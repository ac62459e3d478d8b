"""A small but ordinary Django site, the peer of the cold start: the usual apps, one page from SQLite.

Serve it with ``cold_django:application``; the database is what the variable ``OBSERVATIONS`` names.
"""

import os
from typing import Any

import django
from django.conf import settings

PAGE = (
    "<!doctype html><title>{{ title }}</title>"
    "<ul>{% for period, value in rows %}<li>{{ period }}: {{ value }}</li>{% endfor %}</ul>"
)

settings.configure(
    DEBUG=False,
    SECRET_KEY="only-for-the-benchmark",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[
        f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages", "staticfiles")
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    STATIC_URL="/static/",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]},
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["OBSERVATIONS"]}},
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


def page(request: Any) -> Any:
    """The first series of the table."""
    with connection.cursor() as cursor:
        cursor.execute("select indicator, area from observations order by 1, 2 limit 1")
        first = cursor.fetchone()
        cursor.execute("select period, value from observations where indicator = %s and area = %s", first)
        return render(request, "page.html", {"title": first[0], "rows": cursor.fetchall()})


urlpatterns = [path("", page)]
application = get_wsgi_application()
