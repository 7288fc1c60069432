namespace Freehold.Buckets.Remote;

/// <summary>What a failed request means.</summary>
/// <param name="Error">For whoever asked.</param>
/// <param name="IsTransient">Whether the same request may succeed a moment later.</param>
/// <param name="Answer">Status, code and request number in the store's words; no free text.</param>
/// <param name="RetryAfter">The pause that the store asks for; null when it does not.</param>
internal sealed record StoreFault(BucketError Error, bool IsTransient, string Answer, TimeSpan? RetryAfter = null);
