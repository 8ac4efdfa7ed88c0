#!/usr/bin/env python3
"""Prints the main figures of a release and draws them: python3 analyse.py [FOLDER OF THE RELEASE]

Needs pandas and matplotlib. The picture is written to analyse.png in the current folder.
Every interval is a 95 % interval that includes the noise.
"""
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")


def table(name):
    """A table, without the columns that are the same in every row; None when the release does not have it."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return None
    common = ["release", "questionnaire", "major", "period_start", "period_end"]
    return pd.read_csv(path, keep_default_na=False, na_values=[""]).drop(columns=common)


def show(title, rows):
    print(f"\n== {title}")
    print(rows.to_string(index=False))


summary, bands, scores = table("summary"), table("bands"), table("score_histogram")
psychometrics, covariance = table("psychometrics"), table("covariance")
codebook = table("codebook")
synthetic = codebook[(codebook["kind"] == "note") & (codebook["id"] == "synthetic")]
release = pd.read_csv(folder / "summary.csv")["release"].iloc[0]
print(release, "(SYNTHETIC)" if len(synthetic) else "")

show("People", summary[["measure", "count_consistent", "ci_low", "ci_high"]])
everybody = bands[bands["audience"] == "all"]
show("Bands, all audiences", everybody[["band", "count_consistent", "share", "ci_low", "ci_high"]])
show("Scores", scores[["audience", "score_from", "score_to", "count_consistent", "share", "ci_low", "ci_high"]])

alpha = psychometrics[psychometrics["measure"] == "alpha"]
if len(alpha) and alpha["value"].notna().all():
    show("Cronbach's alpha", alpha[["value", "se_noise", "se_sampling", "ci_low", "ci_high"]])
else:
    print("\n== Cronbach's alpha\nnot given: too few people, or the profile without sums and products")

if covariance is not None:
    matrix = covariance.set_index("item").drop(columns="n")
    items = len(matrix)
    recomputed = items / (items - 1) * (1 - matrix.to_numpy().trace() / matrix.to_numpy().sum())
    print(f"\n== Covariance matrix: {items} items, n = {covariance['n'].iloc[0]}, alpha from it {recomputed:.3f}")
    print(matrix.iloc[:5, :5].to_string())

audiences = list(scores["audience"].unique())
figure, axes = plt.subplots(1, 1 + len(audiences), figsize=(5 * (1 + len(audiences)), 4), squeeze=False)
panel = axes[0][0]
known = everybody.dropna(subset=["share"])
errors = [known["share"] - known["ci_low"], known["ci_high"] - known["share"]]
panel.bar(known["band"], known["share"], yerr=errors, capsize=4, color="#7aa6c2")
panel.set_title("Bands")
panel.set_ylabel("share of people")
for panel, audience in zip(axes[0][1:], audiences):
    rows = scores[scores["audience"] == audience].dropna(subset=["share"])
    errors = [rows["share"] - rows["ci_low"], rows["ci_high"] - rows["share"]]
    labels = [f"{low}" if low == high else f"{low}-{high}" for low, high in zip(rows["score_from"], rows["score_to"])]
    panel.bar(labels, rows["share"], yerr=errors, capsize=2, color="#7aa6c2")
    panel.set_title(f"Scores: {audience}")
    panel.tick_params(axis="x", rotation=90)
figure.suptitle(f"{release}{' (SYNTHETIC)' if len(synthetic) else ''}, 95 % intervals")
figure.tight_layout()
figure.savefig("analyse.png", dpi=120)
print("\nanalyse.png was written.")
