namespace Freehold.Agent.Checks;

/// <summary>What a running agent says about its checks. Ids 1850–1879.</summary>
internal static partial class ChecksLog
{
    [LoggerMessage(EventId = 1850, Level = LogLevel.Information, Message = "Checked the surroundings: {Green} green, {Warnings} warnings, {Red} red, {Skipped} skipped, in {Elapsed}")]
    public static partial void Checked(this ILogger log, int green, int warnings, int red, int skipped, TimeSpan elapsed);

    // Warning, not Error: the agent may well work on; what it cannot do it will say when it is asked to.
    [LoggerMessage(EventId = 1851, Level = LogLevel.Warning, Message = "Check {Check} {Subject} is red: {Sentence} {Evidence} What to do: {Remedy}")]
    public static partial void IsRed(this ILogger log, string check, string subject, string sentence, string evidence, string remedy);

    [LoggerMessage(EventId = 1852, Level = LogLevel.Information, Message = "The control plane asks for a check: {CheckId}")]
    public static partial void AskedFor(this ILogger log, string checkId);
}
