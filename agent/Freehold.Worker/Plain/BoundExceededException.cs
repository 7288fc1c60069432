namespace Freehold.Worker.Plain;

/// <summary>More was to be written than may be.</summary>
internal sealed class BoundExceededException() : Exception("More was to be written than may be.");
