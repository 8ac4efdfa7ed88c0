namespace KetamineScreening.Attacks.Knowledge;

/// <summary>Upper bounds on the success rate of any attacker, regardless of their knowledge and method.</summary>
/// <remarks>
/// <para>
/// A block b with squared sensitivity S_b and share w_b of the budget has noise of variance S_b / (2 w_b rho). Suppose that an
/// attacker knows everything except which of two data sets is the real one, and that these differ by d_b (L2 norm) in block b.
/// The attacker then sees one of two Gaussians whose means are mu standard deviations apart, with
/// mu^2 = sum over b of d_b^2 2 w_b rho / S_b. If one person is added or removed, d_b^2 is at most S_b; the shares add up to 1,
/// so mu is at most sqrt(2 rho). If the answers of one person are replaced, d_b is at most 2 sqrt(S_b) by the triangle
/// inequality, so mu is at most twice as large.
/// </para>
/// <para>
/// The total variation distance is TV(mu) = 2 Phi(mu / 2) - 1, and the best guess between two equally likely data sets is right
/// with probability (1 + TV) / 2 = Phi(mu / 2). (The noise is a discrete Gaussian with sigma above 4 everywhere; its difference
/// from the continuous Gaussian is of the order exp(-2 pi^2 sigma^2).)
/// </para>
/// <para>
/// With k equally likely candidates p_i, the best guess is right with probability (1/k) integral of max_i p_i. For any
/// distribution q this is at most (1/k) (1 + sum over i of TV(p_i, q)). If q is one of the candidates, this bound is
/// (1 + (k - 1) TV(2 sqrt(2 rho))) / k. If q is the data set without the person, it is 1/k + TV(sqrt(2 rho)). Both bounds hold,
/// so the smaller one applies.
/// </para>
/// </remarks>
internal static class Bounds
{
    /// <summary>Best success rate of guessing whether a person took part.</summary>
    public static double TookPart(double rho) => Normal(Math.Sqrt(2 * rho) / 2);

    /// <summary>Best success rate of guessing among a number of possible answers of one person.</summary>
    public static double Answered(double rho, int candidates)
    {
        var replaced = 2 * Normal(Math.Sqrt(2 * rho)) - 1;
        var added = 2 * TookPart(rho) - 1;
        return Math.Min((1 + (candidates - 1) * replaced) / candidates, 1.0 / candidates + added);
    }

    /// <summary>Success rate of the optimal rule between two given candidates, from their actual distance.</summary>
    public static double Between(Observation seen, IReadOnlyList<long> one, IReadOnlyList<long> other)
    {
        var squared = seen.Without([]).Sum(entry =>
        {
            double difference = one[entry.Index] - other[entry.Index];
            return difference * difference / entry.Variance;
        });
        return Normal(Math.Sqrt(squared) / 2);
    }

    /// <summary>Cumulative distribution function of the standard normal distribution.</summary>
    public static double Normal(double x)
    {
        if (Math.Abs(x) > 8) return x < 0 ? 0 : 1;
        double term = x, sum = x;
        for (var i = 3; i < 400 && Math.Abs(term) > 1e-18; i += 2) sum += term *= x * x / i;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>Probability of at least a number of successes in independent attempts.</summary>
    /// <remarks>
    /// For attempts with different probabilities, pass their mean: from one success above the mean on, the tail of the sum is at
    /// most the tail of the binomial distribution with the mean probability (W. Hoeffding 1956).
    /// </remarks>
    public static double AtLeast(int successes, int attempts, double probability)
    {
        if (successes <= 0 || probability >= 1) return 1;
        if (successes <= attempts * probability + 1) return 1;
        double tail = 0, log = attempts * Math.Log(1 - probability);
        for (var k = 0; k <= attempts; k++)
        {
            if (k >= successes) tail += Math.Exp(log);
            log += Math.Log((attempts - k) / (k + 1.0)) + Math.Log(probability / (1 - probability));
        }

        return tail;
    }
}
