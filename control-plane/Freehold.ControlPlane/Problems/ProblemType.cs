namespace Freehold.ControlPlane.Problems;

/// <summary>A kind of failed request. Name and status are a contract with scripts: they never change.</summary>
/// <param name="Name">Lower-case words with hyphens.</param>
internal sealed record ProblemType(string Name, int Status, string Title)
{
    /// <summary>The <c>type</c> of RFC 9457.</summary>
    public string Uri => $"urn:freehold:problem:{Name}";
}
