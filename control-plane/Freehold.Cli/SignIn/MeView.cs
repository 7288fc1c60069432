namespace Freehold.Cli.SignIn;

/// <summary>Whose token this is.</summary>
/// <param name="Projects">Slugs of the projects that the token may see.</param>
internal sealed record MeView(string Organization, string Role, IReadOnlyList<string>? Projects);
