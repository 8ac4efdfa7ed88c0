namespace KetamineScreening.Attacks.Knowledge;

/// <summary>What no attacker can do better than, whatever they know and however they compute.</summary>
/// <remarks>
/// <para>
/// Noise of variance S_b / (2 w_b rho) in a block with squared sensitivity S_b. Two worlds that differ by d_b (in L2) in
/// block b are, to an attacker who knows everything else, two Gaussians mu apart, in units of their standard deviation, with
/// mu^2 = sum over b of d_b^2 2 w_b rho / S_b. One person more or less: d_b^2 is at most S_b and the shares w_b add up to 1, so
/// mu = sqrt(2 rho) at most. One person's answers replaced: d_b is at most 2 sqrt(S_b) by the triangle inequality, so mu is at most twice that.
/// </para>
/// <para>
/// The total variation between the two worlds is TV(mu) = 2 Phi(mu / 2) - 1, and the best guess between two worlds that were
/// equally likely is (1 + TV) / 2 = Phi(mu / 2). (The noise is the discrete Gaussian: its sigma is above 4 everywhere, and the
/// difference to the continuous one is of the order exp(-2 pi^2 sigma^2).)
/// </para>
/// <para>
/// k candidates, each with probability 1/k: the best guess is right with probability (1/k) integral of max_i p_i. For any
/// distribution q this is at most (1/k) (1 + sum over i of TV(p_i, q)). With q one of the candidates: (1 + (k - 1) TV(2 sqrt(2 rho))) / k.
/// With q the world without this person: 1/k + TV(sqrt(2 rho)). Both hold; the smaller one counts.
/// </para>
/// </remarks>
public static class Bounds
{
    /// <summary>Best guess of whether somebody took part.</summary>
    public static double TookPart(double rho) => Normal(Math.Sqrt(2 * rho) / 2);

    /// <summary>Best guess among so many ways in which somebody can have answered.</summary>
    public static double Answered(double rho, int candidates)
    {
        var replaced = 2 * Normal(Math.Sqrt(2 * rho)) - 1;
        var added = 2 * TookPart(rho) - 1;
        return Math.Min((1 + (candidates - 1) * replaced) / candidates, 1.0 / candidates + added);
    }

    /// <summary>What the best rule reaches between two candidates: the bound for their own distance, not for the largest there can be.</summary>
    public static double Between(Observation seen, IReadOnlyList<long> one, IReadOnlyList<long> other)
    {
        var squared = seen.Without([]).Sum(entry =>
        {
            double difference = one[entry.Place] - other[entry.Place];
            return difference * difference / entry.Variance;
        });
        return Normal(Math.Sqrt(squared) / 2);
    }

    /// <summary>Probability that a standard normal number is below x.</summary>
    public static double Normal(double x)
    {
        if (Math.Abs(x) > 8) return x < 0 ? 0 : 1;
        double term = x, sum = x;
        for (var i = 3; i < 400 && Math.Abs(term) > 1e-18; i += 2) sum += term *= x * x / i;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>Probability of so many successes or more when each attempt succeeds with a probability.</summary>
    /// <remarks>
    /// Where attempts have different bounds their mean is taken: the tail of such a sum is at most that of the binomial with
    /// the mean probability, as soon as one success more than the mean is asked for (W. Hoeffding 1956).
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
