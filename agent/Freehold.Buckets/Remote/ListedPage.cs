namespace Freehold.Buckets.Remote;

/// <summary>A part of a listing.</summary>
/// <param name="Continuation">Asks for the next part; null when this was the last one.</param>
internal sealed record ListedPage(IReadOnlyList<StoredObject> Objects, string? Continuation);
