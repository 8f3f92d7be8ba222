"""Local values in words: the right number, in the right unit, in the order of the place."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.catalogs.catalogs import Domain
from chapbook.catalogs.furniture import Furniture
from chapbook.content.numbers import number
from chapbook.content.settings import SettingModel, ValueModel
from chapbook.content.typography import NO_BREAK_SPACE, TextPass
from chapbook.files.yaml import Scalar
from chapbook.problems.problem import Spot
from chapbook.transcript.values import ValueFormatter, fahrenheit


def say(kind, value, *, babel="en_US", fahrenheit_first=False, direction="ltr", name="a"):
    words = ValueFormatter(babel, fahrenheit_first, Furniture(Domain(), is_source=True), TextPass(direction))
    definition = ValueModel.model_validate({"means": "a value", "type": kind, "set-by": "nurse", "lines": "2"})
    setting = None if value is None else SettingModel(value=Scalar(value, Spot("a.yaml")))
    return words.format(definition, setting, name)


def text(html):
    return re.sub("<[^>]*>", "", html).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("celsius", "degrees"),
    [("37.5", "99.5"), ("37.8", "100.0"), ("38.0", "100.4"), ("38.3", "100.9"), ("38.5", "101.3"), ("39.0", "102.2")],
)
def test_degrees_fahrenheit(celsius, degrees):
    """Every limit that a hospital may set comes out as a thermometer shows it."""
    assert Decimal(degrees) == fahrenheit(Decimal(celsius))


@pytest.mark.parametrize(
    ("babel", "fahrenheit_first", "said"),
    [
        ("en_US", True, "100.4 °F (38.0 °C)"),
        ("en_GB", False, "38.0 °C"),
        ("es_US", True, "100.4 °F (38.0 °C)"),
        ("es_ES", False, "38,0 °C"),
        ("ar_EG", False, "38.0 °C"),
    ],
)
def test_a_temperature_as_the_place_says_it(babel, fahrenheit_first, said):
    """The unit of the place first, the decimal sign of the language, Western digits."""
    assert said == text(say("temperature", "38.0", babel=babel, fahrenheit_first=fahrenheit_first))


@pytest.mark.parametrize(
    ("written", "first", "celsius_first"),
    [
        ("101 F", "101 °F (38.3 °C)", "38.3 °C"),
        ("100.4°F", "100.4 °F (38.0 °C)", "38.0 °C"),
        ("101.0 F", "101.0 °F (38.3 °C)", "38.3 °C"),
        ("38.3 °C", "100.9 °F (38.3 °C)", "38.3 °C"),
    ],
)
def test_degrees_fahrenheit_stay_as_they_are_written(written, first, celsius_first):
    """Who writes 101 F reads 101 °F on the page, and never what comes back from a rounded Celsius."""
    assert first == text(say("temperature", written, fahrenheit_first=True))
    assert celsius_first == text(say("temperature", written))


def test_a_whole_temperature_has_its_decimal():
    """38 is printed as 38.0, so that nobody asks whether 38.4 counts."""
    assert "38.0 °C" == text(say("temperature", "38"))


@given(st.decimals(30, 45, places=1))
def test_a_temperature_is_never_another_number(celsius):
    """Whatever limit is set, that number is printed."""
    assert f"{celsius:.1f} °C" == text(say("temperature", str(celsius)))


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [("weeks", "1", "1 week"), ("weeks", "8", "8 weeks"), ("days", "28", "28 days"), ("hours", "1", "1 hour")],
)
def test_a_duration_with_its_plural(kind, value, said):
    """A duration says its number and the right form of its unit, on one line."""
    assert said == text(say(kind, value))
    assert f">{said.replace(' ', NO_BREAK_SPACE)}<" in say(kind, value)


def test_a_phone_keeps_its_order_and_stays_on_one_line():
    """A phone number is isolated from left to right and never broken."""
    phone = say("phone", "+1 202 555 0143", direction="rtl")

    assert '<bdi dir="ltr" class="value phone">+1_202_555_0143</bdi>' == phone.replace("\u00a0", "_")


def test_a_value_that_nobody_set_is_a_line_to_write_on():
    """Without a setting there is room to write, as many lines as the value wants."""
    assert '<span class="slot phone lines-2" data-value="a"></span>' == say("phone", None)


@pytest.mark.parametrize("written", ["38,0", "", ".", "-38", "1e2", "38 °C", "38.0.0", "thirty"])
def test_what_is_no_number(written):
    """Only digits and one decimal point are a number."""
    assert number(written) is None


def test_a_value_cannot_bring_html():
    """A hospital's name with signs in it prints its signs."""
    assert "A &lt;b&gt; &amp; B" in say("name", "A <b> & B")
