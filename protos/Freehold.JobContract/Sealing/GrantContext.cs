using System.Text;

namespace Freehold.JobContract.Sealing;

/// <summary>What the box of a grant is about. A box that is handed on as another grant's, or with other rights, does not open.</summary>
public static class GrantContext
{
    /// <summary>The bytes for <see cref="SealedBox"/>.</summary>
    /// <param name="grantId">The grant.</param>
    /// <param name="access"><c>read</c> or <c>write</c>.</param>
    /// <param name="prefix">The prefix as requested.</param>
    public static byte[] Of(Guid grantId, string access, string prefix) =>
        Encoding.UTF8.GetBytes($"freehold grant\n{grantId:D}\n{access}\n{prefix}");
}
