using Freehold.Worker.Tests.DataSets;

namespace Freehold.Worker.Tests.Profile;

public sealed class DataSetProfileTests
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task The_tables_of_chinook_hang_together()
    {
        Copy("chinook", "*.csv");

        (await _bench.ProfileAsync()).AssertCommitted();

        var report = _bench.Report();
        Assert.That(report.Tables, Has.Count.EqualTo(11));
        Assert.That(report.Rows, Is.EqualTo(15_607));
        var found = report.ForeignKeys.Select(key => $"{key.FromTable}.{key.FromColumn} {key.ToTable}.{key.ToColumn}").ToList();
        Assert.That(found, Is.SupersetOf(new[]
        {
            "Album.ArtistId Artist.ArtistId", "Track.AlbumId Album.AlbumId", "Track.GenreId Genre.GenreId", "Track.MediaTypeId MediaType.MediaTypeId",
            "PlaylistTrack.PlaylistId Playlist.PlaylistId", "PlaylistTrack.TrackId Track.TrackId", "Invoice.CustomerId Customer.CustomerId",
            "InvoiceLine.InvoiceId Invoice.InvoiceId", "InvoiceLine.TrackId Track.TrackId",
        }));
        Assert.That(found, Has.Count.LessThanOrEqualTo(11), "and hardly anything that is none");
        Assert.That(report.ForeignKeys.Select(key => key.Contained), Has.All.EqualTo(1));
        Assert.That(report.Table("Track").CandidateKeys[0].Columns, Is.EqualTo(new[] { "TrackId" }));
        Assert.That(report.Table("PlaylistTrack").CandidateKeys[0].Columns, Is.EqualTo(new[] { "PlaylistId", "TrackId" }));
        Assert.That(report.Table("Customer").Columns.Where(column => column.IsPersonal).Select(column => column.Name),
            Is.SupersetOf(new[] { "FirstName", "LastName", "Email", "Phone" }));
    }

    [Test]
    public async Task Dirty_data_of_vega_is_described()
    {
        Copy("vega", "movies.jsonl");
        Copy("vega", "unemployment.tsv");

        (await _bench.ProfileAsync()).AssertCommitted();

        var report = _bench.Report();
        Assert.That(report.Table("movies").Rows, Is.EqualTo(File.ReadLines(DataSet.PathOf("vega", "movies.jsonl")).Count()));
        var counties = File.ReadLines(DataSet.PathOf("vega", "unemployment.tsv")).Count() - 1;
        Assert.That((report.Table("unemployment").Rows, report.Table("unemployment").Columns[0].Distinct), Is.EqualTo((counties, counties)));
        Assert.That(report.Table("movies").Columns.Single(column => column.Name is "IMDB Rating").Type, Is.EqualTo("decimal"));
    }

    private void Copy(string set, string files)
    {
        foreach (var file in Directory.EnumerateFiles(DataSet.PathOf(set), files))
            _bench.Put($"in/{Path.GetFileName(file)}", File.ReadAllBytes(file));
    }
}
