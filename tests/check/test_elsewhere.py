"""A country that the library does not know: what others print and it does not."""

from conftest import done, write


def test_a_new_country_is_told_what_it_does_not_print(hospital, monkeypatch, chapbook):
    """Each sentence of other places, and each value that nobody prints, is told with its line."""
    write(hospital / "booklets/values.yaml", "driving-wait: {means: Weeks, type: weeks, set-by: clinical lead}\n")
    write(
        hospital / "booklets/places/ie.yaml",
        "name: Ireland\nregions: [ie]\nlanguage: en-US\npaper: A4\n"
        "values: {fever-medicine: acetaminophen, stay-near: 4, driving-wait: 8}\n",
    )
    write(hospital / "locales/locales.yaml", "en-US: {babel: {ie: en_IE}}\n")
    imprint = hospital / "booklets/imprint.yaml"
    imprint.write_text(imprint.read_text("utf-8") + "publishes: {locales: [en-US], places: [us, ie]}\n", "utf-8")
    monkeypatch.chdir(hospital)
    said = done(chapbook, "check").splitlines()

    assert "look: ie does not print this. Adapt each block whose sentence your families need:" == said[-3]
    assert said[-2].endswith('booklets/fever/points.yaml:6:12: "Call within 1 hour." (printed in us alone)')
    assert "    booklets/places/ie.yaml:5:55: driving-wait (a value that no edition prints)" == said[-1]
    assert "look" not in done(chapbook, "check", "--place", "us")
