using Freehold.Cli.Output;

namespace Freehold.Cli.Jobs;

/// <summary>Who has an agent's slots, as a table.</summary>
internal static class SlotHolders
{
    /// <summary>Nothing when there are none.</summary>
    public static void Write(IReadOnlyCollection<SlotHolderView> holders, TextWriter output)
    {
        if (holders.Count == 0)
            return;

        output.WriteLine();
        var table = new TextTable("SLOT TAKEN BY", "NAME", "KIND", "ATTEMPT", "STATE", "SINCE");
        foreach (var holder in holders)
            table.Add(holder.Job, holder.Name ?? "", holder.Kind, $"{holder.Attempt}", holder.State, Quantities.Time(holder.Since) ?? "");
        table.WriteTo(output);
    }
}
