using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>Whether digits can be a number of a kind.</summary>
/// <param name="digits">ASCII digits without separators.</param>
internal delegate bool NumberCheck(ReadOnlySpan<byte> digits);

/// <summary>One way to write one kind of number.</summary>
/// <param name="Entity">The kind.</param>
/// <param name="Score">Score of the form alone.</param>
/// <param name="Evidence">What the check proves.</param>
/// <param name="Check">Must be right.</param>
internal sealed record NumberForm(PersonalDataEntity Entity, float Score, Evidence Evidence, NumberCheck Check);
