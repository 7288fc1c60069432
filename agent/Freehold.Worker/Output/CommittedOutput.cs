namespace Freehold.Worker.Output;

/// <summary>The output that a job has, whichever attempt committed it.</summary>
/// <param name="Manifest">The manifest as it lies there.</param>
/// <param name="Address">Where it lies.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hex.</param>
internal sealed record CommittedOutput(Manifest Manifest, string Address, string Digest);
