namespace Freehold.Cli.Tests.Programs;

/// <summary>How a run of the program ended.</summary>
internal sealed record CommandResult(int Code, string Output, string Error);
