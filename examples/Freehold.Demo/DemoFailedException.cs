namespace Freehold.Demo;

/// <summary>The demonstration cannot go on; the message says why.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
