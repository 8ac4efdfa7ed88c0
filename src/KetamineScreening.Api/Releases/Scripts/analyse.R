# Prints the main figures of a release and draws them: Rscript analyse.R [FOLDER OF THE RELEASE]
#
# Needs no packages; with psych it also prints psych::alpha of the covariance matrix. The picture is written to
# analyse.pdf in the current folder. Every interval is a 95 % interval that includes the noise.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) > 0) arguments[1] else "."
common <- c("release", "questionnaire", "major", "period_start", "period_end")

# A table without the columns that are the same in every row; NULL when the release does not have it.
read_table <- function(name) {
  path <- file.path(folder, paste0(name, ".csv"))
  if (!file.exists(path)) return(NULL)
  rows <- read.csv(path, check.names = FALSE, na.strings = "", stringsAsFactors = FALSE)
  rows[, !(names(rows) %in% common), drop = FALSE]
}

show <- function(title, rows) {
  cat("\n== ", title, "\n", sep = "")
  print(rows, row.names = FALSE)
}

summary_rows <- read_table("summary")
bands <- read_table("bands")
scores <- read_table("score_histogram")
psychometrics <- read_table("psychometrics")
covariance <- read_table("covariance")
codebook <- read_table("codebook")
release <- read.csv(file.path(folder, "summary.csv"))$release[1]
mark <- if (any(codebook$kind == "note" & codebook$id == "synthetic")) " (SYNTHETIC)" else ""
cat(release, mark, "\n", sep = "")

show("People", summary_rows[, c("measure", "count_consistent", "ci_low", "ci_high")])
everybody <- bands[bands$audience == "all", ]
show("Bands, all audiences", everybody[, c("band", "count_consistent", "share", "ci_low", "ci_high")])
show("Scores", scores[, c("audience", "score_from", "score_to", "count_consistent", "share", "ci_low", "ci_high")])

alpha <- psychometrics[psychometrics$measure == "alpha", ]
if (nrow(alpha) > 0 && !is.na(alpha$value[1])) {
  show("Cronbach's alpha", alpha[, c("value", "se_noise", "se_sampling", "ci_low", "ci_high")])
} else {
  cat("\n== Cronbach's alpha\nnot given: too few people, or the profile without sums and products\n")
}

if (!is.null(covariance)) {
  matrix_of <- as.matrix(covariance[, covariance$item])
  rownames(matrix_of) <- covariance$item
  items <- nrow(matrix_of)
  recomputed <- items / (items - 1) * (1 - sum(diag(matrix_of)) / sum(matrix_of))
  cat(sprintf("\n== Covariance matrix: %d items, n = %d, alpha from it %.3f\n", items, covariance$n[1], recomputed))
  print(round(matrix_of[1:min(5, items), 1:min(5, items)], 3))
  if (requireNamespace("psych", quietly = TRUE)) {
    # psych also fits a principal component to the matrix, with messages that do not concern alpha.
    invisible(capture.output(type = "message", figures <- suppressWarnings(
      psych::alpha(matrix_of, n.obs = covariance$n[1], check.keys = FALSE, warnings = FALSE))))
    cat(sprintf("psych::alpha %.3f\n", figures$total$raw_alpha))
  }
}

bars <- function(rows, labels, title) {
  rows_known <- !is.na(rows$share)
  rows <- rows[rows_known, ]
  if (nrow(rows) == 0) return(invisible())
  limits <- range(0, rows$ci_low, rows$ci_high)
  at <- barplot(rows$share, names.arg = labels[rows_known], main = title, ylab = "share of people", ylim = limits,
                col = "#7aa6c2", las = 2, cex.names = 0.7)
  arrows(at, rows$ci_low, at, rows$ci_high, angle = 90, code = 3, length = 0.03)
}

pdf("analyse.pdf", width = 10, height = 7)
bars(everybody, everybody$band, paste0(release, mark, ": bands, 95 % intervals"))
for (audience in unique(scores$audience)) {
  rows <- scores[scores$audience == audience, ]
  labels <- ifelse(rows$score_from == rows$score_to, rows$score_from, paste0(rows$score_from, "-", rows$score_to))
  bars(rows, labels, paste0(release, mark, ": scores, ", audience))
}
invisible(dev.off())
cat("\nanalyse.pdf was written.\n")
