namespace Freehold.ControlPlane.Identity;

/// <summary>What an API token may do; each role may do what those before it may. Stored by name in lower case.</summary>
internal enum Role
{
    /// <summary>Look.</summary>
    Viewer,

    /// <summary>Submit and cancel jobs.</summary>
    Operator,

    /// <summary>Add and remove agents and tokens.</summary>
    Owner,
}

/// <summary>The words for <see cref="Role"/>.</summary>
internal static class Roles
{
    public static string Name(this Role role) => role.ToString().ToLowerInvariant();

    public static Role Parse(string name) => Enum.Parse<Role>(name, ignoreCase: true);
}
