namespace Freehold.Interoperability.Tests.Peers;

/// <summary>A program of another language could not run. Fails the test: a skipped test would hide that nothing was tested.</summary>
internal sealed class PeerMissingException(PeerProgram program, string reason)
    : Exception($"The peer in {program.Folder} did not run. Install what it needs with: {program.HowToInstall}\n{reason}");
