namespace Freehold.Detection.Scanning;

/// <summary>A finding before overlaps are settled.</summary>
/// <param name="InContext">Whether words near it speak for its entity: decides between equal scores.</param>
internal readonly record struct Candidate(Finding Finding, bool InContext);
