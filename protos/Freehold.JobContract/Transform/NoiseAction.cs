namespace Freehold.JobContract.Transform;

/// <summary>Adds noise to a number and keeps its number of decimals. Not differential privacy: nothing bounds what a row may add.</summary>
/// <param name="Distribution">Of the noise.</param>
/// <param name="Scale">Half the width of a uniform distribution, the scale of Laplace's, the standard deviation of Gauss's; above 0.</param>
/// <param name="By">What decides the noise.</param>
/// <param name="Least">Results below become this; null: no bound.</param>
/// <param name="Most">Results above become this; null: no bound.</param>
/// <param name="Domain">Domain of the token when the value decides. Default <c>default</c>.</param>
/// <param name="OnInvalid">What happens to a value that is no number.</param>
public sealed record NoiseAction(
    NoiseDistribution Distribution, decimal Scale, NoiseSource By, decimal? Least, decimal? Most, string Domain, InvalidValues OnInvalid) : TransformAction;

/// <summary>How noise is distributed around zero.</summary>
public enum NoiseDistribution
{
    /// <summary>Evenly from -scale to scale.</summary>
    Uniform,

    /// <summary>Laplace.</summary>
    Laplace,

    /// <summary>Gauss.</summary>
    Gaussian,
}

/// <summary>What decides the noise.</summary>
public enum NoiseSource
{
    /// <summary>The value and the key: equal values stay equal, and a repeat gives the same result. The default.</summary>
    Value,

    /// <summary>A cryptographic generator, for each row anew.</summary>
    Row,
}
