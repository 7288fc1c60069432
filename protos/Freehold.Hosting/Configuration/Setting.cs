namespace Freehold.Hosting.Configuration;

/// <summary>One value as somebody wrote it.</summary>
/// <param name="Key"><c>Section:Key</c>; upper and lower case are the same.</param>
/// <param name="Value">The text. May be a secret: never part of a message.</param>
/// <param name="Origin">Where it was written, for messages: a file's name, an environment variable, the command line.</param>
internal sealed record Setting(string Key, string Value, string Origin);
