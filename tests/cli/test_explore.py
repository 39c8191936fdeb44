"""`antipoverty explore`: what is wrong is said before any page is served."""

import builtins

import pytest

from sim import cli


def test_where_the_extra_is_missing_it_is_said_how_to_get_it(capsys, monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "sim.explore.serve":
            raise ModuleNotFoundError("No module named 'shiny'", name="shiny")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert cli.main(["explore"]) == 2
    assert capsys.readouterr().err == "the page needs shiny: pip install 'antipoverty[explore]'\n"


@pytest.mark.parametrize(("arguments", "said"), [
    (["quick_lok"], "did you mean quick_look?"), (["--port", "70000"], "--port"),
    (["province_small"], "antipoverty run"), (["--set", "budget=-1"], "between 0 and 100,000"),
])  # fmt: skip
def test_wrong_input_serves_no_page(arguments, said, capsys):
    pytest.importorskip("shiny")
    assert cli.main(["explore", "--no-browser", *arguments]) == 2
    assert said in capsys.readouterr().err
