namespace Freehold.JobContract.Checks;

/// <summary>What people read about one check.</summary>
/// <param name="Id">Its word.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Means">What it looks at; one sentence.</param>
/// <param name="Details">The words that it may give for not being green, besides those that every check may give.</param>
public sealed record CheckText(string Id, string Title, string Means, IReadOnlyList<CheckAdvice> Details);

/// <summary>What people read about one reason.</summary>
/// <param name="Detail">Its word.</param>
/// <param name="Sentence">What was found.</param>
/// <param name="Remedy">What to do; one sentence.</param>
public sealed record CheckAdvice(string Detail, string Sentence, string Remedy);
