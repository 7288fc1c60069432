namespace Freehold.DuckDb.Tests.Functions;

public sealed class When_a_function_is_called
{
    private readonly EngineFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_text_passes_through_unchanged_on_all_threads()
    {
        using var database = _folder.Open();
        database.Connection.Register(new EchoFunction());

        // Lengths around the 12 bytes that lie inline, more than one chunk, more than one thread, nulls between.
        var result = database.Connection.Execute("""
            select count(*) filter (echo(x) is distinct from x), count(*)
            from (select case when i % 7 = 0 then null else repeat('é', (i % 20)::int) || i end as x from range(300000) t(i))
            """);

        Assert.That(result.Number(0, 0), Is.Zero);
        Assert.That(result.Number(0, 1), Is.EqualTo(300_000));
    }

    [Test]
    public void A_number_and_a_null_come_back()
    {
        using var database = _folder.Open();
        database.Connection.Register(new LengthFunction());

        var result = database.Connection.Execute("select bytes_of('Müller'), bytes_of(null), bytes_of('')");

        Assert.That(new[] { result.Number(0, 0), result.Number(0, 1), result.Number(0, 2) }, Is.EqualTo(new long?[] { 7, null, 0 }));
    }

    [Test]
    public void What_it_throws_ends_the_query_and_not_the_process()
    {
        using var database = _folder.Open();
        var function = new EchoFunction(throwsAt: "20000");
        database.Connection.Register(function);

        Assert.Throws<DuckDbException>(() => database.Connection.Execute("select max(echo(i::varchar)) from range(30000) t(i)"));

        Assert.That(function.Fault, Is.InstanceOf<InvalidOperationException>());
        Assert.That(database.Connection.Execute("select echo('still here')").Text(0, 0), Is.EqualTo("still here"));
    }

    [Test]
    public void It_is_let_go_with_its_database()
    {
        var function = RegisteredAndClosed();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.That(function.IsAlive, Is.False);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference RegisteredAndClosed()
    {
        using var database = _folder.Open();
        var function = new EchoFunction();
        database.Connection.Register(function);
        return new WeakReference(function);
    }
}
