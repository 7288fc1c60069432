namespace Freehold.ControlPlane.Identity;

/// <summary>Names of the authorization policies.</summary>
internal static class Rights
{
    /// <summary>Any valid token.</summary>
    public const string Look = "look";

    /// <summary>Operator or owner.</summary>
    public const string Operate = "operate";

    /// <summary>Owner.</summary>
    public const string Own = "own";
}
